/** Runs the query, or returns an answer that is at most this old, in milliseconds. */
export type AskAgain<T> = (oldMs?: number) => Promise<T>;

/** Shares answers among viewers, so that a cluster is queried once for all of them. Failures are not cached. */
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
