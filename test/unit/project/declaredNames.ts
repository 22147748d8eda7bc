import path from 'node:path';
import * as ts from 'typescript';

/** What a name can belong to. A file's name counts without its extensions. */
export type NameKind = 'file' | 'type' | 'function' | 'value' | 'member';

/** A name that a source file gives, or that the file has. */
export interface DeclaredName {
  readonly name: string;
  readonly kind: NameKind;
  /** Counted from 1. */
  readonly line: number;
}

/**
 * The names that a file declares for others to read: its own; those of types, functions, values at its top, and members
 * of classes, types and objects. Names of variables and parameters within functions are not among them.
 */
export function declaredNames(file: string, text: string): DeclaredName[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: DeclaredName[] = [{ name: path.basename(file).split('.')[0] ?? '', kind: 'file', line: 1 }];
  const visit = (node: ts.Node): void => {
    const kind = kindOf(node, source);
    const name = kind && (node as ts.NamedDeclaration).name;
    if (kind && name && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name))) {
      const { line } = source.getLineAndCharacterOfPosition(name.getStart());
      found.push({ name: name.text.replace('#', ''), kind, line: line + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function kindOf(node: ts.Node, source: ts.SourceFile): NameKind | undefined {
  if (ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node)) {
    return 'type';
  }
  if (ts.isFunctionDeclaration(node)) return 'function';
  if (ts.isVariableDeclaration(node)) {
    return ts.isVariableStatement(node.parent.parent) && node.parent.parent.parent === source
      ? 'value'
      : undefined;
  }
  const isMember =
    ts.isClassElement(node) ||
    ts.isTypeElement(node) ||
    ts.isPropertyAssignment(node) ||
    (ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent));
  return isMember ? 'member' : undefined;
}
