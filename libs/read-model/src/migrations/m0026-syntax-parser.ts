import { Migration } from '@mikro-orm/migrations';

/** Nextflow parser used by an attempt. */
export class M0026SyntaxParser extends Migration {
  override up(): void {
    this.addSql(`alter table attempt add column syntax_parser text`);
  }
}
