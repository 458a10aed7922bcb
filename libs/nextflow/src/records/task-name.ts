/**
 * Splits a task's name, `WF:ALIGN (DEMO1)`, into its process and its tag. Text that is empty or consists only of digits
 * is Nextflow's numbering and not a tag.
 */
export function splitName(name: string): { process: string; tag: string | null } {
  const [process = name] = name.split(' (', 1);
  const inside = name.slice(process.length + 2).replace(/\)$/, '');
  return { process, tag: /^\d*$/.test(inside) ? null : inside };
}

/** Whether `name` is Nextflow's name for this process and tag. If the tag is null, the name may be numbered. */
export function isNameOf(name: string, process: string, tag: string | null): boolean {
  if (tag !== null) return name === `${process} (${javaTrimmed(tag)})`;
  return name === process || (/^ \(\d*\)$/.test(name.slice(process.length)) && name.startsWith(process));
}

/** Java's `trim`, which removes more control characters than JavaScript's, but only spaces as blanks. */
function javaTrimmed(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && text.charCodeAt(from) <= SPACE) from += 1;
  while (from < to && text.charCodeAt(to - 1) <= SPACE) to -= 1;
  return text.slice(from, to);
}

const SPACE = 0x20;
