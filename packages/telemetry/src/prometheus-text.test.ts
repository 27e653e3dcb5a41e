import { expect, it } from "vitest";
import { Histogram } from "./histogram.ts";
import { prometheusText } from "./prometheus-text.ts";

it("writes counters and gauges, with and without labels", () => {
  expect(
    prometheusText([
      { type: "gauge", name: "nonstop_x_rooms", help: "Rooms.", samples: [3] },
      {
        type: "counter",
        name: "nonstop_x_seconds_total",
        help: "Seconds.",
        samples: [{ labels: { rank: 0, why: 'a "b"\\\n' }, value: 2 }],
      },
    ]),
  ).toBe(`# HELP nonstop_x_rooms Rooms.
# TYPE nonstop_x_rooms gauge
nonstop_x_rooms 3
# HELP nonstop_x_seconds_total Seconds.
# TYPE nonstop_x_seconds_total counter
nonstop_x_seconds_total{rank="0",why="a \\"b\\"\\\\\\n"} 2
`);
});

it("writes a histogram with cumulative buckets", () => {
  const histogram = new Histogram([0.1, 0.5]);
  for (const seconds of [0.125, 0.0625, 2]) histogram.observe(seconds);
  expect(prometheusText([{ type: "histogram", name: "late_seconds", help: "Late.", histogram }])).toBe(
    `# HELP late_seconds Late.
# TYPE late_seconds histogram
late_seconds_bucket{le="0.1"} 1
late_seconds_bucket{le="0.5"} 2
late_seconds_bucket{le="+Inf"} 3
late_seconds_sum 2.1875
late_seconds_count 3
`,
  );
});
