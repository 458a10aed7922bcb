/**
 * Returns a message with advice that still applies: "…, then resume." becomes a rerun if a resume is no longer
 * possible.
 */
export const adviceOfNow = (message: string, canResume: boolean): string =>
  canResume ? message : message.replace(/, then resume\.$/, ', then rerun.');
