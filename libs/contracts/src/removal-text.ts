/** A removal of files in a message from the server: with the time in UTC, and without the name of a person. */
const RECORDED = /removed on .+?(?=\. (?:Rerun it instead|What was recorded of them)\b|$)/;

interface Removal {
  /** ISO 8601. */
  readonly at: string;
  /** Actor. */
  readonly by: string;
}

/** How an ISO 8601 time and an actor are shown to a reader. */
interface Shown {
  readonly timeText: (iso: string) => string;
  readonly nameOf: (actor: string) => string;
}

/** Returns a message that names a removal of files in local time, and the person by name. */
export const withLocalRemoval = (message: string, removed: Removal | null, { timeText, nameOf }: Shown): string =>
  removed ? message.replace(RECORDED, () => `removed at ${timeText(removed.at)} by ${nameOf(removed.by)}`) : message;
