import { aptInstall } from './apt.ts';
import { canUseApt, findOnPath, type Machine } from '../machine.ts';
import { SetupError, type Say } from '../run-step.ts';

/** Headless Chromium. It starts and loads pages in at most two thirds of the processor time of a full browser. */
const shell = 'chromium-headless-shell';
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export type ChromiumChoice =
  | { readonly from: 'path'; readonly file: string }
  /** `instead`: one on PATH, for machines without access to its packages. */
  | { readonly from: 'apt'; readonly packages: readonly string[]; readonly instead?: string }
  | { readonly from: 'nowhere'; readonly advice: string };

/** A browser for the journeys: Debian's headless shell, or else one on PATH. Ubuntu's package only installs a snap. */
export function chooseChromium(machine: Machine): ChromiumChoice {
  const headless = findOnPath(machine, shell);
  if (headless !== undefined) return { from: 'path', file: headless };
  const file = names.map((name) => findOnPath(machine, name)).find((found) => found !== undefined);
  const ubuntu = machine.distribution.includes('ubuntu');
  if (canUseApt(machine) && !ubuntu) return { from: 'apt', packages: [shell], ...(file && { instead: file }) };
  if (file !== undefined) return { from: 'path', file };
  const command =
    machine.distribution.includes('debian') && !ubuntu ? `: type \`sudo apt-get install ${shell}\`.` : '.';
  const wanted = [shell, ...names].join(', ');
  return { from: 'nowhere', advice: `The tests drive a browser and need one of ${wanted} on PATH${command}` };
}

/** Ensures that there is a browser for the journeys. Returns its path. @throws SetupError */
export async function ensureChromium(machine: Machine, say: Say): Promise<string> {
  const choice = chooseChromium(machine);
  if (choice.from === 'path') return choice.file;
  if (choice.from === 'nowhere') throw new SetupError(choice.advice);
  say('Chromium: installing its headless shell with apt (about a minute)');
  try {
    await aptInstall(machine, 'chromium', choice.packages);
  } catch (error) {
    if (choice.instead === undefined) throw error;
    say(`Chromium: apt could not install it; ${choice.instead} serves as well, but takes longer`);
    return choice.instead;
  }
  const installed = chooseChromium(machine);
  if (installed.from === 'path') return installed.file;
  throw new SetupError(`apt installed ${choice.packages.join(', ')}, and there is still no browser on PATH.`);
}
