/**
 * Returns the message about a denied request for other readers: "Cancelling a job needs the role operator; that of the
 * sender was viewer." Events contain the message that the sender received, which says "yours" and gives advice.
 */
export const deniedText = (detail: string): string =>
  detail
    .replace(/; yours is (\w+)\..*$/s, '; that of the sender was $1.')
    .replace(/; that of this token is (\w+)\..*$/s, '; that of the token was $1.');
