import type { InspectImage } from './task-containers.ts';

const inspect: InspectImage = () => Promise.resolve({ digest: null, image_id: null, problem: 'No such image' });

/** Inspector that finds no images. */
export const noImages = { inspectImage: () => inspect };
