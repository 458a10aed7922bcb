#!/usr/bin/env node
// Plain JavaScript that any Node can read.
const [major] = process.versions.node.split('.').map(Number);
if (major < 20) {
  console.error(`reprise needs Node 20 or newer; this is Node ${process.versions.node} (${process.execPath}).`);
  process.exit(1);
}
await import('./program.js');
