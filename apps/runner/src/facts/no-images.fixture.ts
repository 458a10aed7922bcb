import type { InspectImage } from './task-containers.ts';

const inspect: InspectImage = () => Promise.resolve({ digest: null, image_id: null, problem: 'No such image' });

/** Inspection by engines that know no image. */
export const noImages = { inspectImage: () => inspect };
