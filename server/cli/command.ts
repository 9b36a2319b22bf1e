/** What a command has of the outside world. Progress and complaints go to `stderr`; `stdout` holds the result alone. */
export interface CommandIo {
  stdin: NodeJS.ReadableStream;
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown };
  env: Readonly<Record<string, string | undefined>>;
  /** Bundles the web if that is stale. */
  buildWeb(log: (line: string) => void): Promise<void>;
}

/** A command of the program; the working directory is the caller's. Resolves to the exit code. */
export interface Command {
  run(args: string[], io: CommandIo): Promise<number>;
}
