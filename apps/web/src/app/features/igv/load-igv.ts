import type igv from 'igv';

export type Igv = typeof igv;

/** Loads igv.js. It adds two style elements of its own meanwhile, which the page's policy admits only with its nonce. */
export async function loadIgv(nonce: string | null): Promise<Igv> {
  const create = document.createElement.bind(document);
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (nonce && name === 'style') element.nonce = nonce;
    return element;
  }) as typeof document.createElement;
  try {
    return (await import('igv')).default;
  } finally {
    // The prototype's own is used again.
    Reflect.deleteProperty(document, 'createElement');
  }
}
