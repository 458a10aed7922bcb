/** Reason for a failed sign-in that the page shows: the parameter `sign_in` in its address. */
export type Notice = 'not_allowed' | 'disabled' | 'not_linked' | 'directory_failed';

const NOTICES: Readonly<Record<string, Notice>> = {
  no_role: 'not_allowed',
  BANNED_USER: 'disabled',
  account_not_linked: 'not_linked',
};

/** Returns the notice for an error in the library's callback. */
export const noticeOf = (error: string): Notice => NOTICES[error] ?? 'directory_failed';

/** Returns an address without its origin, because `//host` would lead to another site. */
export const withoutOrigin = ({ pathname, search, hash }: URL): string => pathname.replace(/^\/+/, '/') + search + hash;

/** Adds a notice to a path of the page. */
export function withNotice(path: string, notice: Notice): string {
  const url = new URL(path, 'http://localhost');
  url.searchParams.set('sign_in', notice);
  return withoutOrigin(url);
}
