import type { UsedImage } from '@reprise/contracts';
import { withEarlierDigests } from './earlier-images.ts';

const image = (cached: boolean, image_id: string | null, processes = ['ALIGN']): UsedImage => ({
  image: 'bwa:1',
  engine: 'docker',
  executor: 'local',
  digest: null,
  image_id,
  processes,
  cached,
  problem: image_id === null ? 'unknown' : null,
});
const ids = (...attempts: UsedImage[][]) =>
  withEarlierDigests(attempts.map((images) => ({ images }))).map(({ images }) =>
    images.map(({ image_id }) => image_id),
  );

describe('an image whose tasks were cached from an earlier attempt', () => {
  it('has the digest that this attempt recorded', () => {
    expect(ids([image(false, 'one')], [image(true, null)])).toEqual([['one'], ['one']]);
  });

  it('has none if earlier attempts recorded different ones, or none of its processes', () => {
    expect(ids([image(false, 'one')], [image(false, 'two')], [image(true, null)])).toEqual([['one'], ['two'], [null]]);
    expect(ids([image(false, 'one', ['CALL'])], [image(true, null)])).toEqual([['one'], [null]]);
  });

  it('has none from a later attempt', () => {
    expect(ids([image(true, null)], [image(false, 'one')])).toEqual([[null], ['one']]);
  });
});
