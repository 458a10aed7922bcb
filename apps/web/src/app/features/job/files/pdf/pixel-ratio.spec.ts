import { pixelRatio } from './pixel-ratio.ts';

describe('the pixels of a drawn page', () => {
  it('are those of the screen', () => {
    expect(pixelRatio({ width: 800, height: 1100 }, 2)).toBe(2);
  });

  it('are never more than a browser draws, also of a page of many metres', () => {
    const page = { width: 14_400, height: 14_400 };
    const ratio = pixelRatio(page, 3);
    expect(page.width * ratio * page.height * ratio).toBeLessThanOrEqual(16e6 + 1);
  });
});
