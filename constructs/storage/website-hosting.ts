import { S3BucketWebsiteConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-website-configuration";
import { Construct } from "constructs";
import { throwProblems } from "../core/errors";
import { namedCidrProblems, type NamedCidrs } from "../network/named-cidrs";
import type { PrivateBucket } from "./private-bucket";

const DOCUMENT = "index.html";

/** Values of a {@link WebsiteHosting}. */
export interface WebsiteHostingProps {
  /** The bucket with the pages, made with `plainHttp: "to-read"`, as the website endpoint has no TLS. */
  readonly bucket: PrivateBucket;
  /** Blocks of IPv4 addresses that may read the pages, by whose they are. At least one. */
  readonly allowedCidrs: NamedCidrs;
  /**
   * Object that answers a path that ends in a slash.
   *
   * @default "index.html"
   */
  readonly indexDocument?: string | undefined;
  /**
   * Object that answers a path without an object; the default leaves it to the page's own routes.
   *
   * @default "index.html"
   */
  readonly errorDocument?: string | undefined;
}

/**
 * Lets S3 serve the objects of a bucket as a web site, over plain HTTP, to named addresses alone.
 *
 * The bucket goes on blocking public access: S3 does not count a policy as public that is limited by `aws:SourceIp`. It
 * is an Allow and no Deny, so that whoever publishes the pages by rights of their own is not locked out.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html
 */
export class WebsiteHosting extends Construct {
  /** Host name of the web site. */
  public readonly endpoint: string;

  /** @throws ProblemsError when nobody is named, or a block is malformed or takes in the public */
  public constructor(scope: Construct, id: string, props: WebsiteHostingProps) {
    super(scope, id);
    const { bucket, allowedCidrs, indexDocument = DOCUMENT, errorDocument = DOCUMENT } = props;
    throwProblems(namedCidrProblems(allowedCidrs, `${this.node.path}.allowedCidrs`));

    const website = new S3BucketWebsiteConfiguration(this, "website", {
      bucket: bucket.bucket.id,
      indexDocument: { suffix: indexDocument },
      errorDocument: { key: errorDocument },
    });
    bucket.allow((bucketArn) => ({
      sid: "AllowNamedAddresses",
      principal: { everyone: true },
      actions: ["s3:GetObject"],
      resources: [`${bucketArn}/*`],
      conditions: { IpAddress: { "aws:SourceIp": Object.values(allowedCidrs) } },
    }));
    this.endpoint = website.websiteEndpoint;
  }
}
