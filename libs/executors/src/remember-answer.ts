/** Asks, or returns an answer that is at most so many milliseconds old. */
export type AskAgain<T> = (oldMs?: number) => Promise<T>;

/** Joins questions of those who only look: a cluster is asked once for all of them. A failure is not remembered. */
export function rememberAnswer<T>(ask: () => Promise<T>, now: () => number = () => performance.now()): AskAgain<T> {
  let last: { readonly at: number; readonly answer: Promise<T> } | undefined;
  return (oldMs = 0) => {
    if (last && now() - last.at < oldMs) return last.answer;
    const asked = { at: now(), answer: ask() };
    last = asked;
    asked.answer.catch(() => {
      if (last === asked) last = undefined;
    });
    return asked.answer;
  };
}
