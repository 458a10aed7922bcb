import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const docs = join(import.meta.dirname, '../../../docs');

/** Returns the block of a language that contains a word, from a page of `docs/`. @throws Error if there is none */
export function documentedBlock(page: string, language: string, word: string): string {
  const text = readFileSync(join(docs, `${page}.md`), 'utf8');
  const blocks = [...text.matchAll(new RegExp(`^( *)\`\`\`${language}\n([^]*?)^\\1\`\`\``, 'gm'))];
  const [, , block] = blocks.find(([whole]) => whole.includes(word)) ?? [];
  if (block === undefined) throw new Error(`docs/${page}.md has no ${language} with ${word}`);
  return block;
}
