import open from 'open';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Whether this machine has a browser that the user at the terminal can see: not over SSH, and on Linux with a display.
 */
export function hasBrowser(env: Env, platform: NodeJS.Platform): boolean {
  if (env['SSH_CONNECTION'] || env['SSH_TTY']) return false;
  const isWindowed = platform === 'darwin' || platform === 'win32';
  return isWindowed || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'] || env['WSL_DISTRO_NAME']);
}

/** Opens a link in the user's browser. It is unknown whether this works, so the link must also be shown. */
export async function openBrowser(link: string): Promise<void> {
  try {
    const opener = await open(link);
    opener.on('error', () => undefined);
  } catch {
    // The user opens the link that is shown.
  }
}
