/** The calls that a stand-in received, each with the status of its answer. */
export class RequestLog {
  readonly #calls: { line: string; status: number }[] = [];

  /** `METHOD /path` of every call. */
  get lines(): string[] {
    return this.#calls.map(({ line }) => line);
  }

  /** The calls that match; with a status, only those answered with it. */
  matching(pattern: RegExp, status?: number): string[] {
    const wanted = this.#calls.filter((call) => status === undefined || call.status === status);
    return wanted.map(({ line }) => line).filter((line) => pattern.test(line));
  }

  /** Records a call and the status of its answer. */
  async answered(request: Request, answer: () => Response | Promise<Response>): Promise<Response> {
    const call = { line: `${request.method} ${new URL(request.url).pathname}`, status: 0 };
    this.#calls.push(call);
    const response = await answer();
    call.status = response.status;
    return response;
  }
}
