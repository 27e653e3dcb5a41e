import { OpenAPIHono, z } from "@hono/zod-openapi";
import { routes } from "@nonstop/contract/routes";
import { readsInBounds } from "@nonstop/door/rate-limits";
import { withoutQuery } from "@nonstop/door/without-query";
import { cors } from "hono/cors";
import type { Env } from "../../env.ts";
import { FOR_EVERYBODY, REFUSED } from "../../openapi/answers.ts";
import { personCalendar, programmeCalendar, showCalendar } from "./calendar-answer.ts";
import { catchUp, epgFeed } from "./epg-feed.ts";

/** The doors at which other programs read the guide. */
export function feedRoutes(): OpenAPIHono<{ Bindings: Env }> {
  const app = new OpenAPIHono<{ Bindings: Env }>();
  const anyOrigin = cors({ origin: "*", allowMethods: ["GET", "HEAD", "OPTIONS"], maxAge: 86_400 });
  const doors = [
    {
      route: routes.epg,
      operationId: "readFeed",
      summary:
        "The guide for other programs: {channel}.xml (XMLTV), {channel}.ics (iCalendar), {channel}.m3u",
      parameters: ["feed"],
      types: ["application/xml", "text/calendar", "audio/x-mpegurl"],
      handler: epgFeed,
    },
    {
      route: routes.catchUp,
      operationId: "catchUp",
      summary: "Leads an IPTV player to what aired between two Unix seconds, of a programme to all of it",
      parameters: ["channel", "span"],
      types: [],
      handler: catchUp,
    },
    {
      route: routes.programmeCalendar,
      operationId: "readProgrammeCalendar",
      summary: "One programme as a calendar file, with a reminder: {slug}.ics",
      parameters: ["file"],
      types: ["text/calendar"],
      handler: programmeCalendar,
    },
    {
      route: routes.showCalendar,
      operationId: "readShowCalendar",
      summary: "The episodes of a show, as a calendar to subscribe to: {slug}.ics",
      parameters: ["file"],
      types: ["text/calendar"],
      handler: showCalendar,
    },
    {
      route: routes.personCalendar,
      operationId: "readPersonCalendar",
      summary: "What a person is in, as a calendar to subscribe to: {slug}.ics",
      parameters: ["file"],
      types: ["text/calendar"],
      handler: personCalendar,
    },
  ];
  for (const { route, parameters, types, handler, operationId, summary } of doors) {
    app.openAPIRegistry.registerPath({
      method: "get",
      path: route.template,
      operationId,
      summary,
      tags: ["guide"],
      security: FOR_EVERYBODY,
      request: { params: z.object(Object.fromEntries(parameters.map((name) => [name, z.string()]))) },
      responses: {
        200: { description: "The feed", content: Object.fromEntries(types.map((type) => [type, {}])) },
        302: { description: "Where it is: what a player catches up on, or the address without a query." },
        304: { description: "As the reader has it." },
        404: REFUSED.unknown,
        429: REFUSED.tooMany,
        503: REFUSED.any,
      },
    });
    app.use(route.pattern, anyOrigin, readsInBounds, withoutQuery);
    app.get(route.pattern, handler);
  }
  return app;
}
