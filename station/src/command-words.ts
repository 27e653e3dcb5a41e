import { parseArgs, type ParseArgsConfig } from "node:util";

/** What all commands do alike with the words that they are given: help, refusals, exit codes. */

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/**
 * Ends the command with a sentence, and with the help where the words were wrong. The exit code is 1, unless the command has set
 * another one for that.
 */
export function refuse(message: string, help?: string): never {
  process.stderr.write(help === undefined ? `${message}\n` : `${message}\n\n${help}\n`);
  process.exit(process.exitCode ?? 1);
}

/** The words of this command line. With `--help` it prints the help and ends; words that `config` does not know are refused. */
export function commandWords<const T extends ParseArgsConfig>(
  help: string,
  config: T,
): ReturnType<typeof parseArgs<T>> {
  const withHelp: ParseArgsConfig = {
    ...config,
    options: { ...config.options, help: { type: "boolean", default: false } },
  };
  if (orRefuse(help, () => parseArgs(withHelp).values["help"] === true)) endWith(help);
  return orRefuse(help, () => parseArgs(config));
}

function endWith(help: string): never {
  say(help);
  process.exit(0);
}

/** Returns what `ask` returns. What it throws is refused, with the help. */
export function orRefuse<T>(help: string, ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error), help);
  }
}

/** The name that was given to an option. A word that is none of the names is refused, with the help. */
export function oneOf<Name extends string>(
  option: string,
  word: string,
  names: readonly Name[],
  help: string,
): Name {
  return names.find((name) => name === word) ?? refuse(`${option}: one of ${names.join(", ")}`, help);
}
