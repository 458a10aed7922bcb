/** Returns Markdown that shows a text as it is. */
export const escapedMarkdown = (text: string): string => text.replaceAll(/[\\`*_~[\]()<>#|]/g, (char) => `\\${char}`);
