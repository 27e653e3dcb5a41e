import { Piece, PieceDeleted, type PieceChange } from "@nonstop/contract/library";
import { routes } from "@nonstop/contract/routes";
import { askSlowThings, library } from "../control-room/desk-feed.ts";
import { closesSession } from "../control-room/session.ts";
import { ask, type Answer, send } from "../feed/door.ts";
import { askDetail, choose } from "./library-state.ts";

/** What became of a change, in words; undefined when all went well. */
export type Problem = string | undefined;

/** Changes what is known of a piece. */
export async function changePiece(asset: string, change: PieceChange): Promise<Problem> {
  return known(await send(routes.piece(asset), change, Piece, "PATCH"));
}

/** Gives a piece a picture, or takes it away. */
export async function putPoster(asset: string, picture: Blob | undefined): Promise<Problem> {
  const init = picture === undefined ? { method: "DELETE" } : { method: "PUT", body: picture };
  return known(await ask(routes.piecePoster(asset), Piece, init));
}

/** Deletes a piece. */
export async function deletePiece(asset: string): Promise<Problem> {
  const answer = await ask(routes.piece(asset), PieceDeleted, { method: "DELETE" });
  if (closesSession(answer)) return undefined;
  if (answer.kind !== "ok") return problemOf(answer);
  library.value = library.value.filter((piece) => piece.asset !== asset);
  choose(undefined);
  return undefined;
}

function known(answer: Answer<Piece>): Problem {
  if (closesSession(answer)) return undefined;
  if (answer.kind !== "ok") return problemOf(answer);
  const { value } = answer;
  library.value = library.value.map((piece) => (piece.asset === value.asset ? value : piece));
  void askDetail();
  void askSlowThings();
  return undefined;
}

/** Why an answer is none, for people. */
function problemOf(answer: Exclude<Answer<unknown>, { kind: "ok" }>): string {
  return answer.kind === "refused" ? answer.message : "The station does not answer. Try again in a moment.";
}
