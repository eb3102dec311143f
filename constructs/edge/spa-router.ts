import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function";
import { Construct } from "constructs";
import { checkedName } from "../core/naming";

/** Values of a {@link SpaRouter}. */
export interface SpaRouterProps {
  /** Name of the function, unique in the account: at most 64 letters, digits, _ and -. */
  readonly functionName: string;
  /**
   * Path of the document that is the application.
   *
   * @default "/index.html"
   */
  readonly documentPath?: string;
}

/**
 * The deep links of a single-page application: a path whose last segment has no dot is the application itself, every
 * other path is a file.
 *
 * A CloudFront Function on the bucket's behaviour, because an error response of the distribution would turn the errors
 * of an API on the same distribution into the application as well.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-functions.html
 */
export class SpaRouter extends Construct {
  /** ARN of the function, for a behaviour's viewer request. */
  public readonly functionArn: string;

  /** @throws ProblemsError when CloudFront would not accept the name */
  public constructor(
    scope: Construct,
    id: string,
    { functionName, documentPath = "/index.html" }: SpaRouterProps,
  ) {
    super(scope, id);
    const router = new CloudfrontFunction(this, "function", {
      name: checkedName("aws_cloudfront_function", functionName, this.node.path),
      runtime: "cloudfront-js-2.0",
      comment: `Answers deep links with ${documentPath}`,
      publish: true,
      code: routerCode(documentPath),
    });
    this.functionArn = router.arn;
  }
}

/** The function in CloudFront's JavaScript. */
function routerCode(documentPath: string): string {
  return `function handler(event) {
  const request = event.request;
  const lastSegment = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (!lastSegment.includes(".")) {
    request.uri = ${JSON.stringify(documentPath)};
  }
  return request;
}
`;
}
