import type { LogFormat } from "./log-table";

/**
 * CloudTrail's files, as far as audits ask: who, what, where from, and whether it was refused.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const CLOUDTRAIL_FORMAT: LogFormat = {
  columns: {
    eventversion: "string",
    useridentity:
      "struct<type:string,principalid:string,arn:string,accountid:string,invokedby:string,accesskeyid:string,username:string,sessioncontext:struct<attributes:struct<mfaauthenticated:string,creationdate:string>,sessionissuer:struct<type:string,principalid:string,arn:string,accountid:string,username:string>>>",
    eventtime: "string",
    eventsource: "string",
    eventname: "string",
    awsregion: "string",
    sourceipaddress: "string",
    useragent: "string",
    errorcode: "string",
    errormessage: "string",
    requestparameters: "string",
    responseelements: "string",
    additionaleventdata: "string",
    requestid: "string",
    eventid: "string",
    readonly: "string",
    resources: "array<struct<arn:string,accountid:string,type:string>>",
    eventtype: "string",
    eventcategory: "string",
    recipientaccountid: "string",
    vpcendpointid: "string",
  },
  inputFormat: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
  serializationLibrary: "org.apache.hive.hcatalog.data.JsonSerDe",
};

/**
 * VPC flow logs in their default format.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
 */
export const FLOW_LOG_FORMAT: LogFormat = {
  columns: {
    version: "int",
    account_id: "string",
    interface_id: "string",
    srcaddr: "string",
    dstaddr: "string",
    srcport: "int",
    dstport: "int",
    protocol: "bigint",
    packets: "bigint",
    bytes: "bigint",
    start: "bigint",
    end: "bigint",
    action: "string",
    log_status: "string",
  },
  inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
  serializationLibrary: "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
  serializationParameters: { "field.delim": " ", "serialization.format": " " },
  headerLines: 1,
};
