/** A page with this text in Helvetica, which is not embedded, and additional entries in its dictionary. */
interface PdfPage {
  readonly text: string;
  readonly entries?: string;
}

/** Returns a PDF of such pages, the first of which is object 3. `objects` follow those of the pages. */
export function pdfOf(
  pages: readonly PdfPage[],
  { catalog = '', objects = [] }: { readonly catalog?: string; readonly objects?: readonly string[] } = {},
): Buffer {
  const kids = pages.map((_, i) => `${String(3 + i * 2)} 0 R`).join(' ');
  const bodies = [
    `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
    `<< /Type /Pages /Count ${String(pages.length)} /Kids [${kids}] >>`,
    ...pages.flatMap(({ text, entries = '' }, i) => {
      const drawn = `BT /F1 24 Tf 72 700 Td (${text}) Tj ET`;
      const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents ${String(4 + i * 2)} 0 R /Resources << /Font << /F1 ${font} >> >> ${entries} >>`,
        `<< /Length ${String(drawn.length)} >>\nstream\n${drawn}\nendstream`,
      ];
    }),
    ...objects,
  ];
  let file = '%PDF-1.7\n';
  const at = bodies.map((body, i) => {
    const offset = file.length;
    file += `${String(i + 1)} 0 obj\n${body}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = file.length;
  const size = String(bodies.length + 1);
  file += `xref\n0 ${size}\n0000000000 65535 f \n${at.join('')}trailer\n<< /Root 1 0 R /Size ${size} >>\nstartxref\n${String(table)}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

/**
 * A one-page PDF that tries to run scripts and programs, and to request `url`, both when it is opened and when it is
 * clicked.
 */
export function hostilePdf(url: string): Buffer {
  const script = (name: string) =>
    `<< /S /JavaScript /JS (app.alert\\('${name}'\\); app.launchURL\\('${url}/${name}', true\\); this.submitForm\\('${url}/${name}'\\); top.location = '${url}/${name}'; fetch\\('${url}/${name}'\\);) >>`;
  const everywhere = '/Type /Annot /Rect [0 0 612 792] /Border [0 0 0]';
  return pdfOf(
    [
      {
        text: 'An innocent report',
        entries: `/AA << /O ${script('page')} /C ${script('close')} >> /Annots [5 0 R 6 0 R 7 0 R 8 0 R]`,
      },
    ],
    {
      catalog: `/OpenAction ${script('open')} /Names << /JavaScript << /Names [(all) ${script('names')}] >> >> /AA << /WC ${script('will-close')} >>`,
      objects: [
        `<< ${everywhere} /Subtype /Link /A << /S /URI /URI (${url}/link) >> >>`,
        `<< ${everywhere} /Subtype /Link /A << /S /Launch /F (/bin/sh) /Win << /F (calc.exe) >> >> >>`,
        `<< ${everywhere} /Subtype /Widget /FT /Btn /T (b) /A ${script('button')} /AA << /E ${script('enter')} >> >>`,
        `<< ${everywhere} /Subtype /Link /A << /S /GoToR /F << /FS /URL /F (${url}/other.pdf) >> /D [0 /Fit] >> >>`,
      ],
    },
  );
}
