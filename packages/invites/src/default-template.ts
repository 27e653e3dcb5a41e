/** How to sound and look good, for people who do this once. */
export const TIPS = `- Sit in a quiet room, close the door, and wear earphones: nobody wants to hear themselves.
- Have the window or the lamp before you, not behind you, and the camera at the height of your eyes.
- Use a cable for the network if there is one, and close what else uses it.`;

/** For guests who have a page of their own. */
export const TRY_OUT = "Try your camera and your sound there, any day before: it takes two minutes.";

/** The station's own words, where the team has none. */
export const DEFAULT_TEMPLATE = `Hello {{name}},

{{station}} is looking forward to having you on the air.

{{title}}

{{when}}

Please come in at {{arrive}}, a quarter of an hour early. {{onAir}}

{{link}}

{{tryOut}}

With you on the show: {{guests}}.

A word from the producer:
{{note}}

To sound and look good:
{{tips}}

If your network fails, call in by phone:
{{dialIn}}

Others can watch here: {{watch}}

Please keep the link to yourself. If anything is not right, answer this mail.`;
