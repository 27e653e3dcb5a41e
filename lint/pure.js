/** Rules of our own for code that is a function of its arguments. */

// `Date.now` and `performance.now` are named by no-restricted-properties; this is the form it cannot say.
const noClock = {
  meta: { type: "problem", messages: { clock: "Reads the clock: take the time as an argument." } },
  create: (context) => ({
    NewExpression(node) {
      if (node.callee.type === "Identifier" && node.callee.name === "Date" && node.arguments.length === 0)
        context.report({ node, messageId: "clock" });
    },
  }),
};

export default { meta: { name: "pure" }, rules: { "no-clock": noClock } };
