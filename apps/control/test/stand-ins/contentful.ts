import {
  type Change,
  changeEntry,
  createEntry,
  restoreEntry,
  updateEntry,
} from "@nonstop/sandbox/contentful-entries";
import { contentfulServer } from "@nonstop/sandbox/contentful-server";
import { openContentful, type Space } from "@nonstop/sandbox/contentful-space";
import { managementEntry } from "@nonstop/sandbox/contentful-wire";
import type { FaultBoard } from "@nonstop/sandbox/fault-board";
import type { World } from "@nonstop/sandbox/world";
import { env } from "cloudflare:workers";
import { RequestLog } from "./request-log.ts";

const LOCALE = "en-US";
const EDITOR = "editor";

type Fields = Readonly<Record<string, unknown>>;

/** The sandbox's Contentful in this process, with the station's space and an editor who works in it. */
export class ContentfulInProcess {
  /** Our calls, without what the editor does. */
  readonly requests = new RequestLog();
  /** Runs before each of our writes is handled: somebody else may be faster. */
  beforeWrite: (() => Promise<void>) | undefined;
  readonly #space: Space;
  readonly #board: FaultBoard;
  readonly #server: ReturnType<typeof contentfulServer>;

  constructor(world: World, board: FaultBoard) {
    const contentful = {
      space: env.CONTENTFUL_SPACE,
      environment: env.CONTENTFUL_ENVIRONMENT,
      cdaToken: env.CONTENTFUL_CDA_TOKEN,
      cmaToken: env.CONTENTFUL_CMA_TOKEN,
      webhookSecret: env.CONTENTFUL_WEBHOOK_SECRET,
      appSecret: env.CONTENTFUL_APP_SECRET,
    };
    const settings = { publicUrl: env.PUBLIC_URL, contentful };
    const origin = `http://${env.CONTENTFUL_CMA_HOST}`;
    this.#space = openContentful(settings, world, () => board.all.contentful, origin);
    this.#board = board;
    this.#server = contentfulServer(this.#space, board);
  }

  /** All entries of the space, by id. */
  get entries(): Space["state"]["value"]["entries"] {
    return this.#space.state.value.entries;
  }

  /** The draft of an entry: values by field. */
  fieldsOf(id: string): Record<string, unknown> {
    const fields = Object.entries(this.entries[id]?.fields ?? {});
    return Object.fromEntries(fields.map(([field, values]) => [field, values[LOCALE]]));
  }

  value(id: string, field: string): unknown {
    return this.fieldsOf(id)[field];
  }

  /** What becomes of our next calls, one by one. */
  failNext(...calls: FaultBoard["all"]["contentful"]["nextCalls"]): void {
    this.#board.all.contentful.nextCalls.push(...calls);
  }

  /** What goes wrong until it is changed. */
  get faults(): FaultBoard["all"]["contentful"] {
    return this.#board.all.contentful;
  }

  /** Gives the environment another name. */
  alias(name: string): void {
    this.#space.state.value.aliases.push(name);
  }

  /** How much later the delivery API shows a change. */
  set deliveryLagMs(ms: number) {
    this.#board.all.contentful.deliveryLagMs = ms;
  }

  /** Removes all validations from the content model, so that anything can be published. */
  dropValidations(): void {
    for (const type of Object.values(this.#space.state.value.contentTypes))
      for (const field of type.fields) {
        field.required = false;
        field.validations = [];
        if (field.items !== undefined) field.items.validations = [];
      }
  }

  /** The webhook definitions of the space, by id. */
  get webhooks(): Space["state"]["value"]["webhooks"] {
    return this.#space.state.value.webhooks;
  }

  /** What webhooks are signed with from now on. */
  set signingSecret(secret: string) {
    this.#space.state.value.signingSecret = secret;
  }

  /** Lets the delivery API show a field. */
  showField(contentType: string, id: string): void {
    const fields = this.#space.state.value.contentTypes[contentType]?.fields ?? [];
    for (const field of fields) if (field.id === id) field.omitted = false;
  }

  /** A picture is uploaded and published. */
  addPicture(id: string, contentType = "image/png"): void {
    const at = new Date(0).toISOString();
    const file = { fileName: "portrait.png", contentType };
    const counts = { version: 2, publishedVersion: 1, revision: 1 };
    const fields = { file: { [LOCALE]: file } };
    const asset = { id, ...counts, isProcessed: true, createdAt: at, updatedAt: at, fields };
    this.#space.state.value.assets[id] = asset;
  }

  /** The team makes a field of its own that each entry of a type needs. `relax` makes it optional. */
  requireField(contentType: string, id: string): { relax: () => void } {
    const field = { id, name: id, type: "Symbol" as const, required: true, validations: [] };
    this.#space.state.value.contentTypes[contentType]?.fields.push(field);
    return { relax: () => void (field.required = false) };
  }

  /** Takes a field out of all content types. */
  dropField(id: string): void {
    for (const type of Object.values(this.#space.state.value.contentTypes))
      type.fields = type.fields.filter((field) => field.id !== id);
  }

  /** The editor saves an entry with these fields and no others. Fields that editors cannot see stay. */
  async save(id: string, contentType: string, fields: Fields): Promise<void> {
    const present = this.entries[id];
    const metadata = { tags: [], concepts: [] };
    const localised = Object.fromEntries(
      Object.entries(fields).map(([field, value]) => [field, { [LOCALE]: value }]),
    );
    if (present === undefined) {
      const entry = { id, contentType, fields: localised, metadata, user: EDITOR };
      return done(createEntry(this.#space, entry));
    }
    if (present.archivedVersion !== undefined) await this.change(id, "unarchive");
    const hidden = this.#space.state.value.contentTypes[contentType]?.fields.filter((field) => field.omitted);
    const kept = Object.fromEntries(
      (hidden ?? []).flatMap((field) => {
        const values = present.fields[field.id];
        return values === undefined ? [] : [[field.id, values] as const];
      }),
    );
    const { version } = this.#entry(id);
    const all = { ...kept, ...localised };
    return done(updateEntry(this.#space, { id, version, fields: all, metadata, user: EDITOR }));
  }

  /** Somebody puts back the fields of a published version: what was written into the entry since is lost. */
  restore(id: string, version: "last" | "before" = "last"): Promise<void> {
    return done(restoreEntry(this.#space, { id, version, user: EDITOR }));
  }

  /** The editor duplicates an entry: a new draft with all its fields, those that editors cannot see among them. */
  duplicate(id: string, as: string): Promise<void> {
    const { contentType, fields, metadata } = this.#entry(id);
    return done(createEntry(this.#space, { id: as, contentType, fields, metadata, user: EDITOR }));
  }

  /** What a webhook tells of the draft of an entry. */
  savedPayload(id: string): object {
    return managementEntry(this.#entry(id), this.#space.name);
  }

  /** The editor publishes, unpublishes, archives or deletes an entry. */
  change(id: string, change: Change): Promise<void> {
    const { version } = this.#entry(id);
    return done(changeEntry(this.#space, { id, change, version, user: EDITOR }));
  }

  /** The editor saves an entry and publishes it. */
  async publish(id: string, contentType: string, fields: Fields): Promise<void> {
    await this.save(id, contentType, fields);
    await this.change(id, "publish");
  }

  /** Runs `act`, whose webhooks get lost. */
  async unheard(act: () => Promise<void>): Promise<void> {
    const { webhooks } = this.#board.all.contentful;
    webhooks.lost = true;
    await act();
    webhooks.lost = false;
  }

  answer(request: Request): Promise<Response> {
    return this.requests.answered(request, async () => {
      if (request.method === "PUT" || request.method === "DELETE") await this.beforeWrite?.();
      return this.#server.fetch(request);
    });
  }

  #entry(id: string): Space["state"]["value"]["entries"][string] {
    const entry = this.entries[id];
    if (entry === undefined) throw new Error(`there is no entry ${id}`);
    return entry;
  }
}

async function done(written: ReturnType<typeof changeEntry>): Promise<void> {
  if (written.kind === "refused") throw new Error(await written.answer.text());
}
