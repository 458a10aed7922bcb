import type { AttemptView, UsedImage } from '@reprise/contracts';

const ENGINES: Readonly<Record<string, string>> = {
  docker: 'Docker',
  podman: 'Podman',
  apptainer: 'Apptainer',
  singularity: 'Singularity',
};
const SHORT = 12;

/** "sha256:0f3c2a1e9d8b…" */
const shortDigest = (digest: string): string => `${digest.slice(0, 'sha256:'.length + SHORT)}…`;

/** Registry digest, or otherwise the image id in its engine; null if both are unknown. */
export const digestOf = ({ digest, image_id }: UsedImage): string | null => digest ?? image_id;

/** Steps, engine and executor of an image: "Align; Docker" */
export function imageUse({ processes, engine, executor, cached }: UsedImage, steps: AttemptView['steps']): string {
  const labels = new Set(processes.map((process) => labelOf(process, steps)));
  const where = [engine === null ? null : (ENGINES[engine] ?? engine), executor === 'local' ? null : executor];
  return [[...labels].join(', '), ...where, cached ? 'from the cache' : null].filter(Boolean).join('; ');
}

/** Why there is no digest, or which digest it is. */
export function digestText({ digest, image_id, problem }: UsedImage): string {
  if (problem !== null) return `digest unknown: ${problem}`;
  return digest === null && image_id !== null ? 'id of the image: it has no digest of a registry' : '';
}

/** Images of each step of an attempt, with their digests. */
export function imagesByStep({ images, steps }: Pick<AttemptView, 'images' | 'steps'>): Map<string, string> {
  const found = new Map<string, Set<string>>();
  for (const used of images ?? [])
    for (const process of used.processes) {
      const digest = digestOf(used);
      const label = labelOf(process, steps);
      const words = `${used.image}, ${digest === null ? 'digest unknown' : shortDigest(digest)}`;
      found.set(label, (found.get(label) ?? new Set()).add(words));
    }
  return new Map([...found].map(([step, words]) => [step, [...words].toSorted().join('; ')]));
}

const labelOf = (process: string, steps: AttemptView['steps']): string =>
  steps.find((step) => step.process === process)?.step ?? process;
