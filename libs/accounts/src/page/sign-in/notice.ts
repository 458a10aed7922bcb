/** Notices by the parameter `sign_in`, with which the server redirects a browser to the page. */
const NOTICES: Readonly<Record<string, string>> = {
  wrong_link:
    'This link does not sign in any more. Sign in below, or open the link that the last start of Reprise printed.',
  not_allowed:
    'Your organisation’s directory knows you, but gives you no role in Reprise. Ask for a group there that has one.',
  not_linked:
    'Your e-mail address has an account here that your organisation’s directory does not sign in to. Sign in with your password, or ask an admin of Reprise.',
  directory_failed: 'The sign-in at your organisation’s directory did not succeed. Try it once more.',
  disabled: 'Your account is disabled. Ask an admin of Reprise.',
};

/**
 * Why the sign-in page is shown; empty if the user opened it directly.
 * @param wasSignedIn whether this page was loaded with a session
 */
export function noticeOf(search: string, wasSignedIn: boolean): string {
  const notice = NOTICES[new URLSearchParams(search).get('sign_in') ?? ''];
  if (notice !== undefined) return notice;
  return wasSignedIn ? 'Your session has ended. Sign in to continue where you were.' : '';
}
