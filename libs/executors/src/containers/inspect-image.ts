import type { Wrapper } from '@reprise/nextflow';
import { askAsTask, type TaskContext } from '../ask-tool.ts';

/** Facts that an engine knows about an image. */
export interface InspectedImage {
  /** Digest in its registry, `sha256:…`. */
  readonly digest: string | null;
  /** Id of the image in the engine, `sha256:…`. */
  readonly image_id: string | null;
  /** Why both are unknown, as a sentence without a full stop. */
  readonly problem: string | null;
}

const ANSWERS_WITHIN_MS = 5_000;
const FORMAT = '{{.Id}}\t{{json .RepoDigests}}';
/** Names that are safe to pass as an image, because they cannot be mistaken for options. */
const NAME = /^[\w/][\w./:@+-]*$/;
const DIGEST = /@(sha256:[0-9a-f]{64})$/;
const REGISTRY = /^(?:docker\.io\/)?(?:library\/)?/;
const ENGINES: ReadonlySet<string | null> = new Set(['docker', 'podman']);

/**
 * Queries Docker or Podman for the digest of an image, in the environment of a task. A name with a digest needs no
 * query.
 */
export async function inspectImage(
  { tool, bySudo, image, scheduler }: Wrapper & { readonly image: string },
  context: TaskContext,
): Promise<InspectedImage> {
  const unknown = (problem: string) => ({ digest: DIGEST.exec(image)?.[1] ?? null, image_id: null, problem });
  const known = unknown('');
  if (scheduler !== null) return orKnown(unknown(`its tasks ran on machines of ${scheduler}`));
  if (tool === null || !ENGINES.has(tool))
    return orKnown(unknown(`${tool ?? 'what ran it'} is not asked for digests of images`));
  if (!NAME.test(image)) return unknown(`${tool} has no image of such a name`);
  const prefix = [...context.prefix, ...(bySudo ? ['sudo', '--non-interactive'] : [])];
  const args = ['image', 'inspect', '--format', FORMAT, image];
  return askAsTask(tool, args, { ...context, prefix }, ANSWERS_WITHIN_MS).then(
    (said) => ({ ...known, ...factsIn(said, image) }),
    (error: unknown) => orKnown(unknown((error as Error).message)),
  );
}

const orKnown = (found: InspectedImage): InspectedImage =>
  found.digest === null ? found : { ...found, problem: null };

function factsIn(said: string, image: string): InspectedImage {
  const [id = '', digests = 'null'] = said.trim().split('\t');
  const all = (JSON.parse(digests) as string[] | null) ?? [];
  const named = repositoryOf(image);
  const of = all.find((each) => repositoryOf(each) === named) ?? all[0];
  return {
    digest: (of && DIGEST.exec(of)?.[1]) ?? null,
    image_id: `sha256:${id.replace(/^sha256:/, '')}`,
    problem: null,
  };
}

/** Name without tag, digest and default registry. */
const repositoryOf = (image: string): string =>
  image
    .replace(/@.*$/, '')
    .replace(/:[^/:]*$/, '')
    .replace(REGISTRY, '');
