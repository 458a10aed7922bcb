/** Most pixels of a drawn page: browsers draw nothing on a larger canvas, or run out of memory. */
const MAX_PIXELS = 16e6;

/** Returns the pixels of a canvas for each CSS pixel: those of the screen, or fewer where a page is that large. */
export const pixelRatio = ({ width, height }: { width: number; height: number }, ofScreen: number): number =>
  Math.min(ofScreen, Math.sqrt(MAX_PIXELS / (width * height)));
