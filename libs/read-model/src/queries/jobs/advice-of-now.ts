/** Returns a message with the advice that holds now: "…, then resume." where that is not possible any more is a rerun. */
export const adviceOfNow = (message: string, canResume: boolean): string =>
  canResume ? message : message.replace(/, then resume\.$/, ', then rerun.');
