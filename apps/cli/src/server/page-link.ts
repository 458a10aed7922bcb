/** Returns the link as people open it. Passkeys are bound to a name, so the loopback address is called by its name. */
export function pageLink(link: string, publicUrl: string | undefined): string {
  const { protocol, hostname, port, pathname, search } = new URL(link);
  if (publicUrl) return `${publicUrl.replace(/\/$/, '')}${pathname}${search}`;
  const name = hostname === '127.0.0.1' ? 'localhost' : hostname;
  return `${protocol}//${name}${port && `:${port}`}${pathname}${search}`;
}
