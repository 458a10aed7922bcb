import type { AttemptView, UsedImage } from '@reprise/contracts';
import { encodePath, refTo, type Entity } from './profiles.ts';

const TERMS = 'https://w3id.org/ro/terms/workflow-run#';
const SIF_ENGINES: readonly (string | null)[] = ['apptainer', 'singularity'];
/** First part of an image name if it is a registry: `quay.io`, `localhost:5000`. Source: distribution/reference */
const REGISTRY = /^([^/]*[.:][^/]*|localhost)\/(.+)$/;
const TAG = /^(.+):([^/:]+)$/;

/** Describes the container images of an attempt, each once. */
export const images = ({ images: found }: AttemptView): Entity[] => [
  ...new Map((found ?? []).map((used) => [imageId(used), imageEntity(used)])).values(),
];

/** Id of an image in the crate. There is one per name and digest, as far as known. */
export const imageId = (used: UsedImage): string =>
  `#image/${encodePath(used.image)}/${sumOf(used) ?? encodeURIComponent(used.problem ?? 'unknown')}`;

function imageEntity(used: UsedImage): Entity {
  const { image, engine, digest, problem } = used;
  const isFile = SIF_ENGINES.includes(engine);
  const [named = ''] = image.split('@', 1);
  const [, registry, rest = named] = (!isFile && REGISTRY.exec(named)) || [];
  const [, name = rest, tag] = (!isFile && TAG.exec(rest)) || [];
  const sha256 = sumOf(used);
  return {
    '@id': imageId(used),
    '@type': 'ContainerImage',
    name,
    additionalType: refTo(`${TERMS}${isFile ? 'SIFImage' : 'DockerImage'}`),
    // Docker's default registry is used if none is named. An image without a digest there has no registry.
    ...((registry ?? (digest && 'docker.io')) && { registry: registry ?? 'docker.io' }),
    ...(tag && { tag }),
    ...(sha256 && { sha256 }),
    description: descriptionOf(digest, problem, engine),
  };
}

const descriptionOf = (digest: string | null, problem: string | null, engine: string | null): string => {
  if (problem !== null) return `Its digest is unknown: ${problem}.`;
  return digest === null
    ? `The checksum is the id of the image in ${engine ?? 'its engine'}: no registry had given it a digest.`
    : 'The checksum is the digest of the image in its registry.';
};

const sumOf = ({ digest, image_id }: UsedImage): string | undefined => (digest ?? image_id)?.replace(/^sha256:/, '');
