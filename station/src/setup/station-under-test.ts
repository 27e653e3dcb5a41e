import { type Answers, readAnswers } from "./answers.ts";
import { answersOf } from "./answers-under-test.ts";
import { generatedSecrets } from "./generated-secrets.ts";
import { StationFolder } from "./station-folder.ts";

/** A station's folder as setup leaves it, without having asked anybody. For tests. */
export async function setUpFolder(
  path: string,
  changes: Parameters<typeof answersOf>[0] = {},
): Promise<{ answers: Answers; folder: StationFolder }> {
  const read = readAnswers(answersOf(changes));
  if (read.kind === "wrong") throw new Error(read.problems[0]?.what);
  const folder = new StationFolder(path);
  folder.keepAnswers(read.answers);
  folder.keepMade({ kvNamespaceId: "0123456789abcdef0123456789abcdef", bucket: "nonstop-media" });
  folder.keepSecrets({ CONTENTFUL_CDA_TOKEN: "contentful-delivery-token" });
  const look = await generatedSecrets(folder).look();
  for (const change of look.kind === "looked" ? look.changes : []) await change.apply();
  return { answers: read.answers, folder };
}
