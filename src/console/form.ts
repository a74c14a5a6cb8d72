import type { ConsoleContext } from './environment.js';

/** What was sent with a form: texts by the names of its fields, and files. */
export class Form {
  private constructor(private readonly fields: Readonly<Record<string, string | File>>) {}

  static async of(c: ConsoleContext): Promise<Form> {
    return new Form(await c.req.parseBody());
  }

  /** As if these were sent. */
  static from(fields: Readonly<Record<string, string>>): Form {
    return new Form(fields);
  }

  /** Without the spaces around it; empty where there is none. */
  text(name: string): string {
    return this.secret(name).trim();
  }

  /** As it was typed: spaces may belong to a password. */
  secret(name: string): string {
    const value = this.fields[name];
    return typeof value === 'string' ? value : '';
  }

  isChecked(name: string): boolean {
    return this.text(name) === 'on';
  }

  /** Undefined where none was chosen: browsers send an empty one without a name. */
  file(name: string): File | undefined {
    const value = this.fields[name];
    return value instanceof File && value.name !== '' ? value : undefined;
  }
}
