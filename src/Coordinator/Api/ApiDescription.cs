using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Chaos.Actors.Coordinator.Api;

/// <summary>What the OpenAPI document says beside routes and shapes: docs/openapi.json is a copy of it, which a test compares.</summary>
internal sealed class ApiDescription : IOpenApiDocumentTransformer, IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Chaos.Actors",
            Version = "1",
            Description = "Campaigns of a coordinator and their results. Within version 1, routes and fields are only ever added.",
        };
        document.Servers = []; // wherever the document was asked for
        document.Tags = null;
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations ?? []).Select(pair => pair.Value)) operation.Tags = null;
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token of `chaos token new`." },
        };
        return Task.CompletedTask;
    }

    // A converter writes what is not finite as null.
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(double) || context.JsonTypeInfo.Type == typeof(double?))
            (schema.Type, schema.Format) = (JsonSchemaType.Number | JsonSchemaType.Null, "double");
        return Task.CompletedTask;
    }
}
