/** A text file to which every window appends whole lines. */
export interface Journal {
  /** The lines, oldest first; none where there is no file. */
  read(): Promise<readonly string[]>;
  append(line: string): Promise<void>;
  /** Writes it anew. Lines that another window appends at the same moment may be lost. */
  replace(lines: readonly string[]): Promise<void>;
}
