import type { Scene } from '../showroom/scenes.ts';

/** `docs/screens/README.md`, whole. */
export function gallery(scenes: readonly Scene[]): string {
  const picture = (name: string, suffix: string, width: number) =>
    `<img src="${name}-${suffix}.png" width="${String(width)}" alt="${suffix}">`;
  return [
    '# The page, in every state',
    '',
    'Taken by `npm run screens` from a running Reprise on a simulated Nextflow: the pipeline `simulated-exome` does no work, and what these jobs show is made up. The empty list and what is away or behind are answers put in the place of the server’s.',
    '',
    ...scenes.flatMap(({ name, caption }) => [
      `## ${caption}`,
      `${picture(name, 'light', 400)} ${picture(name, 'dark', 400)} ${picture(name, 'phone', 120)}`,
      '',
    ]),
  ].join('\n');
}
