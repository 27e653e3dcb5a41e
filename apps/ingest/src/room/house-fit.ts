import { type Parameters, sameParameters } from "@nonstop/media/parameters";

/** Compares a room with the house, also when the house is learnt after the room has begun; no pair twice. */
export class HouseFit {
  #compared: { parameters: Parameters; house: Parameters } | undefined;

  /** Why the room does not fit; undefined when it does, when one of the two is not known, or when that was said before. */
  problem(parameters: Parameters | undefined, house: Parameters | undefined): string | undefined {
    if (parameters === undefined || house === undefined) return undefined;
    if (this.#compared?.parameters === parameters && this.#compared.house === house) return undefined;
    this.#compared = { parameters, house };
    const answer = sameParameters(parameters, house);
    return answer.same ? undefined : answer.reason;
  }
}
