import { z } from "zod";

/**
 * Answer of `POST /api/v1/events/{airing}/input-key/rotation` (producers only): the live input of the event is given another key
 * within seconds. Its meeting is pointed at it anew; whoever else sends to it is put out.
 */
export const InputKeyAnswer = z.object({ asked: z.literal(true) });
