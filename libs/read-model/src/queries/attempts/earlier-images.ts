import type { AttemptView, UsedImage } from '@reprise/contracts';

/**
 * Adds the digests of images whose tasks were cached from an earlier attempt, as that attempt recorded them. If earlier
 * attempts recorded different digests, they stay unknown.
 */
export const withEarlierDigests = <T extends Pick<AttemptView, 'images'>>(attempts: readonly T[]): T[] =>
  attempts.map((attempt, index) => {
    const earlier = attempts.slice(0, index).flatMap(({ images }) => images ?? []);
    return attempt.images ? { ...attempt, images: attempt.images.map((used) => withDigest(used, earlier)) } : attempt;
  });

function withDigest(used: UsedImage, earlier: readonly UsedImage[]): UsedImage {
  if (!used.cached) return used;
  const [found, ...others] = earlier.filter((other) => !other.cached && other.problem === null && isSame(used, other));
  if (!found || others.some(({ image_id, digest }) => image_id !== found.image_id || digest !== found.digest))
    return used;
  const { digest, image_id, problem } = found;
  return { ...used, digest, image_id, problem };
}

const isSame = (a: UsedImage, b: UsedImage): boolean =>
  a.image === b.image && a.engine === b.engine && a.processes.some((process) => b.processes.includes(process));
