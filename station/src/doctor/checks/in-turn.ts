/** Does one thing after the other, whoever asks: what is done in turn is not mixed up with what others do. */
export type InTurn = <T>(act: () => Promise<T>) => Promise<T>;

export function inTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const done = last.then(act);
    last = done.catch(() => undefined);
    return done;
  };
}
