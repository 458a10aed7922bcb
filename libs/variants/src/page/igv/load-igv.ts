import type igv from 'igv';

export type Igv = typeof igv;
type CreateElement = (name: string, options?: ElementCreationOptions) => HTMLElement;

/** Loads igv.js. It adds two style elements, which the page's policy only permits with its nonce. */
export async function loadIgv(nonce: string | null): Promise<Igv> {
  const create = (Reflect.get(document, 'createElement') as CreateElement).bind(document);
  const withNonce: CreateElement = (name, options) => {
    const element = create(name, options);
    if (nonce && name === 'style') element.nonce = nonce;
    return element;
  };
  Reflect.set(document, 'createElement', withNonce);
  try {
    return (await import('igv')).default;
  } finally {
    // From here on, the prototype's own is used again.
    Reflect.deleteProperty(document, 'createElement');
  }
}
