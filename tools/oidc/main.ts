import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { oidcServer } from '@reprise/testing';

/** `npm run oidc`: an OIDC directory for development. Its form accepts any password. */
const publicUrl = process.env['REPRISE_PUBLIC_URL'] ?? `http://localhost:${process.env['REPRISE_PORT'] ?? '8080'}`;
const server = await oidcServer(publicUrl, {
  ana: { name: 'Ana Ruiz', email: 'ana@lab.example', groups: ['lab', 'lab-admins'] },
  ben: { name: 'Ben Ito', email: 'ben@lab.example', groups: ['lab'] },
  guest: { name: 'Gus Guest', email: 'gus@other.example', groups: [] },
});
await server.start();
const secretFile = join(mkdtempSync(join(tmpdir(), 'reprise-oidc-')), 'client.secret');
writeFileSync(secretFile, server.clientSecret, { mode: 0o600 });
console.log(`A directory with ana (admin), ben (operator) and guest (no role) runs until Ctrl-C. Start Reprise with

REPRISE_PUBLIC_URL=${publicUrl} \\
REPRISE_OIDC_ISSUER=${server.issuer} \\
REPRISE_OIDC_CLIENT_ID=${server.clientId} \\
REPRISE_OIDC_CLIENT_SECRET_FILE=${secretFile} \\
REPRISE_OIDC_ROLES=lab-admins=admin,lab=operator \\
npm start`);
process.once('SIGINT', () => void server.stop().then(() => process.exit(0)));
