/**
 * Returns the link in the form that people open. Passkeys are bound to a host name, so the loopback address is replaced
 * by `localhost`.
 */
export function pageLink(link: string, publicUrl: string | undefined): string {
  const { protocol, hostname, port, pathname, search } = new URL(link);
  if (publicUrl) return `${publicUrl.replace(/\/$/, '')}${pathname}${search}`;
  const name = hostname === '127.0.0.1' ? 'localhost' : hostname;
  return `${protocol}//${name}${port && `:${port}`}${pathname}${search}`;
}
