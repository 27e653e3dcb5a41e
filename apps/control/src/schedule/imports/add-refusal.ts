import { type ErrorBody, errorBody } from "@nonstop/contract/error-body";
import type { NotAdded } from "./import-desk.ts";

/** Why an import was not taken, in words, with what to do. */
export function addRefusal(answer: NotAdded): { body: ErrorBody; status: 409 | 503 } {
  switch (answer.kind) {
    case "name-taken": {
      const cure = "Choose another name, or ask for the piece to be replaced.";
      const message = `asset: the library has a piece called ${answer.asset} already.`;
      return { body: errorBody("asset-exists", message, { field: "asset", cure }), status: 409 };
    }
    case "name-busy": {
      const cure = "Wait until it is there, or choose another name.";
      const message = `asset: ${answer.asset} is on its way into the library.`;
      return { body: errorBody("asset-busy", message, { field: "asset", cure }), status: 409 };
    }
    case "full":
    default: {
      const cure = "Try again when some are there.";
      return {
        body: errorBody("queue-full", "Too many recordings are on their way.", { cure }),
        status: 503,
      };
    }
  }
}
