/** Ends of a recorded message that advise a resume, and what they are when none is possible any more. */
const withoutResume = [
  [/, then resume\.$/, ', then rerun.'],
  [/(?:Finished tasks are kept: resume to continue from there|Resume or rerun the job)\.$/, 'Rerun the job.'],
] as const;

/** Returns a message with advice that still applies: that of a resume becomes a rerun if none is possible any more. */
export const adviceOfNow = (message: string, canResume: boolean): string =>
  canResume ? message : withoutResume.reduce((text, [resume, rerun]) => text.replace(resume, rerun), message);
