const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Whether an address reaches only the machine on which it is opened. */
export const isLoopback = (url: string): boolean => LOOPBACK.test(new URL(url).hostname);

/**
 * Returns the URL of a link that the server has created: at the server's public address or, if that is unknown, at the
 * address at which this command reached the server.
 */
export function linkUrl(serverUrl: string, { path, url }: { readonly path: string; readonly url: string }): string {
  if (!isLoopback(url)) return url;
  const isSame = isLoopback(serverUrl) && new URL(serverUrl).port === new URL(url).port;
  return isSame ? url : serverUrl + path;
}
