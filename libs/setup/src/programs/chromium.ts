import { aptInstall } from './apt.ts';
import { canUseApt, findOnPath, type Machine } from '../machine.ts';
import { SetupError, type Say } from '../run-step.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export type ChromiumChoice =
  | { readonly from: 'path'; readonly file: string }
  | { readonly from: 'apt'; readonly packages: readonly string[] }
  | { readonly from: 'nowhere'; readonly advice: string };

/** A browser for the journeys: on PATH, else Debian's chromium. Ubuntu's is only a stand-in for a snap. */
export function chooseChromium(machine: Machine): ChromiumChoice {
  const file = names.map((name) => findOnPath(machine, name)).find((found) => found !== undefined);
  if (file !== undefined) return { from: 'path', file };
  const ubuntu = machine.distribution.includes('ubuntu');
  if (canUseApt(machine) && !ubuntu) return { from: 'apt', packages: ['chromium'] };
  const command = machine.distribution.includes('debian') && !ubuntu ? ': type `sudo apt-get install chromium`.' : '.';
  return { from: 'nowhere', advice: `The tests drive a browser and need one of ${names.join(', ')} on PATH${command}` };
}

/** Makes sure that there is a browser for the journeys, and answers its path. @throws SetupError */
export async function ensureChromium(machine: Machine, say: Say): Promise<string> {
  const choice = chooseChromium(machine);
  if (choice.from === 'path') return choice.file;
  if (choice.from === 'nowhere') throw new SetupError(choice.advice);
  say('Chromium: installing it with apt (about a minute)');
  await aptInstall(machine, 'chromium', choice.packages);
  const installed = chooseChromium(machine);
  if (installed.from === 'path') return installed.file;
  throw new SetupError(`apt installed ${choice.packages.join(', ')}, and there is still no browser on PATH.`);
}
