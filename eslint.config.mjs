import jsdoc from "eslint-plugin-jsdoc";
import tseslint from "typescript-eslint";

const DOCUMENTED = [
  "constructs/**/*.ts",
  "stacks/**/*.ts",
  "systems/**/*.ts",
  "guardrails/**/*.ts",
  "operations/**/*.ts",
];

export default tseslint.config(
  { ignores: ["node_modules", "cdktf.out*", ".strata", "coverage", "**/*.cjs", "*.mjs"] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Tokens are strings, numbers and lists to the type checker; a template around a number is no mistake.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // A construct is made for what it adds to the tree, not for its value.
      "no-new": "off",
      // cdktf's rendered JSON and Terraform's plans are read by names with underscores.
      "@typescript-eslint/dot-notation": ["error", { allowIndexSignaturePropertyAccess: true }],
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
      "@typescript-eslint/prefer-readonly": "error",
      "@typescript-eslint/no-unused-vars": ["error", { varsIgnorePattern: "^_", argsIgnorePattern: "^_" }],
      eqeqeq: "error",
      "no-console": "error",
      "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: DOCUMENTED,
    plugins: { jsdoc },
    rules: {
      "jsdoc/require-jsdoc": [
        "error",
        {
          publicOnly: true,
          enableFixer: false,
          checkConstructors: false,
          contexts: [
            "TSInterfaceDeclaration",
            "TSTypeAliasDeclaration",
            "TSPropertySignature",
            "ClassDeclaration",
          ],
          require: { ClassDeclaration: true, FunctionDeclaration: true, MethodDefinition: true },
        },
      ],
      "jsdoc/check-tag-names": ["error", { definedTags: ["default"] }],
      "jsdoc/no-types": "error",
      "jsdoc/require-description": ["error", { contexts: ["ClassDeclaration", "TSInterfaceDeclaration"] }],
      // The environment is read at the edge of the program and handed down as a value.
      "no-restricted-syntax": [
        "error",
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message:
            "Take the variables as an argument; only entries (main.ts, operations/*.ts) read process.env.",
        },
      ],
    },
  },
  // Pages are plain JavaScript, of which the type checker knows nothing.
  {
    files: ["examples/*/frontend/**/*.{js,jsx,mjs}"],
    ...tseslint.configs.disableTypeChecked,
    rules: {
      ...tseslint.configs.disableTypeChecked.rules,
      "@typescript-eslint/explicit-module-boundary-types": "off",
    },
  },
  { files: ["operations/*.ts", "operations/**/*.ts"], rules: { "no-restricted-syntax": "off" } },
  {
    files: ["__tests__/**/*.ts", "bench/**/*.ts"],
    rules: {
      // A test that reads a value which is not there fails by that; the assertion is the check.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "no-console": "off",
    },
  },
);
