import type { Scene } from '../showroom/scenes.ts';
import { pictures } from './pictures.ts';

/** Content of `docs/screens/README.md`. */
export function gallery(scenes: readonly Scene[]): string {
  return [
    '# The page in pictures',
    '',
    'Taken by `npm run screens` from a running Reprise on a simulated Nextflow: the pipeline `simulated-exome` does no work, and what these jobs show is made up.',
    '',
    ...pictures.flatMap(([name, shot]) => [
      `## ${captionOf(scenes, name)}${WHERE[shot]}`,
      '',
      `<img src="${name}-${shot}.png" width="${shot === 'phone' ? '240' : '800'}" alt="${captionOf(scenes, name)}">`,
      '',
    ]),
  ].join('\n');
}

const WHERE = { light: '', dark: ', in the dark', phone: ', on a phone' };

function captionOf(scenes: readonly Scene[], name: string): string {
  const scene = scenes.find((each) => each.name === name);
  if (!scene) throw new Error(`There is no scene ${name}`);
  return scene.caption;
}
